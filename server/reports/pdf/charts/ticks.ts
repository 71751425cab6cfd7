/** Round values from 0 to at least `most`, about five of them; whole ones where halves of a change would make no sense. */
export function ticksTo(most: number, isWhole: boolean): readonly number[] {
  const reach = most > 0 ? most : 1;
  const rough = reach / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(([1, 2, 2.5, 5, 10].find((times) => times * power >= rough * 0.999) ?? 10) * power, isWhole ? 1 : 0);
  const even = isWhole ? Math.ceil(step) : step;
  const count = Math.max(1, Math.ceil(reach / even - 1e-9));
  return Array.from({ length: count + 1 }, (_, at) => Number((at * even).toPrecision(12)));
}
