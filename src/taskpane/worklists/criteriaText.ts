import type { WorklistCriteria } from "../../contract/worklists";
import type { Named } from "../../contract/reports";
import { worklistsWords as words } from "../../wording/paneWorklists";
import { dayWords } from "../../wording/sentence";

/** What was chosen for a worklist, a line for each condition; the reasons first. */
export function criteriaLines(criteria: WorklistCriteria, facilities: readonly Named[] | null): readonly string[] {
  const { criteria: said } = words;
  const { reasons, unverifiedMonths, facility, state, lga, sex } = criteria;
  const why = reasons.map((reason) => (reason === "not-verified" ? said.months(words.reasons[reason].label, unverifiedMonths) : words.reasons[reason].label));
  const name = facilities?.find(({ uuid }) => uuid === facility)?.name;
  return [
    ...why,
    ...(facility === null ? [] : [name === undefined ? said.oneFacility : said.facility(name)]),
    ...(state === null ? [] : [said.state(state)]),
    ...(lga === null ? [] : [said.lga(lga)]),
    ...(sex === null ? [] : [said.sex[sex]]),
    ...ageLines(criteria),
    ...visitLines(criteria),
  ];
}

function ageLines({ ageFrom, ageTo }: WorklistCriteria): readonly string[] {
  const { criteria: said } = words;
  if (ageFrom !== null && ageTo !== null) return [said.ageBetween(ageFrom, ageTo)];
  if (ageFrom !== null) return [said.ageFrom(ageFrom)];
  return ageTo === null ? [] : [said.ageTo(ageTo)];
}

function visitLines({ lastEncounterFrom: from, lastEncounterTo: to }: WorklistCriteria): readonly string[] {
  const { criteria: said } = words;
  if (from !== null && to !== null) return [said.lastBetween(dayWords(from), dayWords(to))];
  if (from !== null) return [said.lastFrom(dayWords(from))];
  return to === null ? [] : [said.lastTo(dayWords(to))];
}
