import { round } from "../typeface";

type Colour = readonly [red: number, green: number, blue: number];

/** How a series is told from the others, on a grey printer too: by lightness first, then by hatching, then by colour. */
interface FillLook {
  readonly fill: Colour;
  readonly hatch: "none" | "rising" | "falling" | "level" | "crossed";
  readonly hatchColour: Colour;
}

interface LineLook {
  readonly colour: Colour;
  readonly dash: string;
  readonly marker: "circle" | "square" | "triangle" | "diamond";
}

const dark: Colour = [0.09, 0.28, 0.45];
const fills: readonly [FillLook, ...FillLook[]] = [
  { fill: dark, hatch: "none", hatchColour: dark },
  { fill: [0.68, 0.82, 0.92], hatch: "none", hatchColour: dark },
  { fill: [1, 0.95, 0.86], hatch: "rising", hatchColour: [0.69, 0.4, 0.02] },
  { fill: [1, 1, 1], hatch: "crossed", hatchColour: [0.6, 0.1, 0.1] },
  { fill: [0.5, 0.5, 0.5], hatch: "none", hatchColour: dark },
  { fill: [0.93, 0.96, 0.92], hatch: "falling", hatchColour: [0.12, 0.42, 0.2] },
  { fill: [1, 1, 1], hatch: "level", hatchColour: [0.3, 0.3, 0.3] },
];
const lines: readonly [LineLook, ...LineLook[]] = [
  { colour: dark, dash: "[] 0", marker: "circle" },
  { colour: [0.69, 0.36, 0], dash: "[5 2.5] 0", marker: "square" },
  { colour: [0.1, 0.42, 0.2], dash: "[1.5 2] 0", marker: "triangle" },
  { colour: [0.6, 0.1, 0.1], dash: "[7 2 1.5 2] 0", marker: "diamond" },
  { colour: [0.35, 0.35, 0.35], dash: "[3 1.5] 0", marker: "circle" },
];

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const colourOf = ([red, green, blue]: Colour): string => `${red} ${green} ${blue}`;

/** Operators of a bar of a series. */
export function fillBox(series: number, { x, y, width, height }: Box): string {
  if (width <= 0 || height <= 0) return "";
  const { fill, hatch, hatchColour } = fills[series % fills.length] ?? fills[0];
  const frame = `${round(x)} ${round(y)} ${round(width)} ${round(height)} re`;
  const filled = `${colourOf(fill)} rg ${frame} f\n`;
  // Bars as narrow as lines have no room for a frame.
  if (width < 2.5 || height < 0.8) return hatch === "none" ? filled : `${colourOf(hatchColour)} rg ${frame} f\n`;
  const hatched = hatch === "none" ? "" : `q ${frame} W n ${colourOf(hatchColour)} RG 0.6 w ${hatchLines(hatch, { x, y, width, height })} S Q\n`;
  return `${filled}${hatched}q ${colourOf(dark)} RG 0.5 w ${frame} S Q\n`;
}

function hatchLines(hatch: Exclude<FillLook["hatch"], "none">, { x, y, width, height }: Box): string {
  const gap = 3.2;
  const parts: string[] = [];
  const line = (x1: number, y1: number, x2: number, y2: number): void => {
    parts.push(`${round(x1)} ${round(y1)} m ${round(x2)} ${round(y2)} l`);
  };
  if (hatch === "level") for (let at = y + gap / 2; at < y + height; at += gap) line(x, at, x + width, at);
  else {
    for (let at = -height; at < width; at += gap) {
      if (hatch !== "falling") line(x + at, y + height, x + at + height, y);
      if (hatch !== "rising") line(x + at, y, x + at + height, y + height);
    }
  }
  return parts.join(" ");
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Operators of the line of a series through its points, each stretch without a gap. */
export function strokeLine(series: number, stretches: readonly (readonly Spot[])[], hasMarkers: boolean): string {
  const { colour, dash, marker } = lines[series % lines.length] ?? lines[0];
  const path = stretches.map((spots) => spots.map(({ x, y }, at) => `${round(x)} ${round(y)} ${at === 0 ? "m" : "l"}`).join(" ")).join(" ");
  // A point without neighbours is no line: it is seen by its marker.
  const marked = stretches.flatMap((spots) => (hasMarkers || spots.length === 1 ? spots : spots.slice(-1)));
  const markers = marked.map((spot) => markerAt(marker, spot)).join(" ");
  return `q ${colourOf(colour)} RG ${colourOf(colour)} rg 1.3 w 1 j ${dash} d ${path} S [] 0 d ${markers} Q\n`;
}

function markerAt(marker: LineLook["marker"], { x, y }: Spot): string {
  const r = 2.1;
  const at = (dx: number, dy: number): string => `${round(x + dx)} ${round(y + dy)}`;
  if (marker === "square") return `${at(-r * 0.9, -r * 0.9)} ${round(r * 1.8)} ${round(r * 1.8)} re f`;
  if (marker === "triangle") return `${at(0, -r * 1.2)} m ${at(r * 1.2, r)} l ${at(-r * 1.2, r)} l f`;
  if (marker === "diamond") return `${at(0, -r * 1.3)} m ${at(r * 1.3, 0)} l ${at(0, r * 1.3)} l ${at(-r * 1.3, 0)} l f`;
  const c = r * 0.5523;
  return `${at(r, 0)} m ${at(r, c)} ${at(c, r)} ${at(0, r)} c ${at(-c, r)} ${at(-r, c)} ${at(-r, 0)} c ${at(-r, -c)} ${at(-c, -r)} ${at(0, -r)} c ${at(c, -r)} ${at(r, -c)} ${at(r, 0)} c f`;
}
