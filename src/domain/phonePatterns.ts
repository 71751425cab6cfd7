/** Seven times the same digit in a row (08000000000): six occur in numbers that people do have. */
export function hasRepeatedDigits(digits: string): boolean {
  return /(\d)\1{6}/.test(digits);
}

const runs = ["0123456789", "9876543210"] as const;
const shortestRun = 8;

/** Eight digits in a row up or down (08012345678): seven occur in numbers that people do have. */
export function hasLongSequence(digits: string): boolean {
  for (let start = 0; start + shortestRun <= digits.length; start++) {
    const part = digits.slice(start, start + shortestRun);
    if (runs.some((run) => run.includes(part))) return true;
  }
  return false;
}
