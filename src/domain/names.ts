/**
 * Whether two names can be one person's: order, case, accents, hyphens, titles, initials, a missing middle name and one typing mistake per
 * name do not matter. Every part of the shorter name must be found in the longer one.
 */
export function namesAgree(one: readonly string[], other: readonly string[]): boolean {
  const [a, b] = [nameParts(one), nameParts(other)];
  if (a.length === 0 || b.length === 0) return true;
  // Abdul Rahman and Abdulrahman are written both ways.
  if (a.join("") === b.join("")) return true;
  return partsAgree(a, b) || joinedPairs(a).some((joined) => partsAgree(joined, b)) || joinedPairs(b).some((joined) => partsAgree(a, joined));
}

const titles = new Set(["mr", "mrs", "miss", "ms", "dr", "prof", "chief", "alhaji", "alhaja", "hajia", "mallam", "malam", "pastor", "rev", "engr", "barr", "sir", "madam"]);

function nameParts(names: readonly string[]): readonly string[] {
  return names
    .join(" ")
    .normalize("NFKD")
    .toLowerCase()
    .replace(/['’‘`ʼ\p{M}]/gu, "")
    .split(/[^\p{L}]+/u)
    .filter((part) => part !== "" && !titles.has(part));
}

function joinedPairs(parts: readonly string[]): readonly (readonly string[])[] {
  return parts.slice(1).map((part, index) => [...parts.slice(0, index), `${parts[index] ?? ""}${part}`, ...parts.slice(index + 2)]);
}

/** Pairs parts off, surest first, so that an initial does not take the part that a whole name needs. */
function partsAgree(a: readonly string[], b: readonly string[]): boolean {
  const [shorter, longer] = a.length <= b.length ? [a, [...b]] : [b, [...a]];
  let unmatched = [...shorter];
  let wholeNames = 0;
  for (const agree of [(x: string, y: string) => x === y, oneTypingMistake, initialAgrees]) {
    unmatched = unmatched.filter((part) => {
      const found = longer.findIndex((candidate) => agree(part, candidate));
      if (found < 0) return true;
      longer.splice(found, 1);
      if (agree !== initialAgrees) wholeNames++;
      return false;
    });
  }
  return unmatched.length === 0 && wholeNames > 0;
}

function initialAgrees(a: string, b: string): boolean {
  return (a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b));
}

/** One letter wrong, missing, added or two neighbours swapped (Damerau–Levenshtein distance 1), in names long enough for that to be a slip. */
function oneTypingMistake(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 4 || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)) return true;
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
}
