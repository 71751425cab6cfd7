import type { QualityCluster, QualityFigures } from "../contract/qualityFigures";
import { dayText } from "./dayText";
import type { OpenTable } from "./document";
import type { Making, ReportBody } from "./parts";
import { card, columnsOf, notesOf } from "./parts";
import { siteMoment } from "./siteMoment";
import type { ReportWords } from "./words";

/** Names of facilities in one cell; more are counted. */
const mostNames = 3;

/** Numbers that read well and may be wrong all the same: by rule, number by number, and whose they are. */
export function qualityBody({ readAt, rules, clusters, patients, leftOut, clinicNumbers }: QualityFigures, { words, context }: Making): ReportBody {
  const { reports, formats } = words;
  const ruleOf = (cluster: QualityCluster | undefined): string => (cluster === undefined ? "" : reports.qualityRules[cluster.rule]);
  const read = siteMoment(readAt, context.timeZone);
  return {
    cards: rules.map(({ rule, patients: concerned }) => card(words, rule, concerned, { opens: inTable("clusterPatients", reports.qualityRules[rule]) })),
    charts: [{ id: "qualityRules", title: reports.charts.qualityRules, type: "bar", table: "qualityRules", category: "rule", series: ["patients", "clusters"] }],
    tables: [
      {
        id: "qualityRules",
        name: reports.tables.qualityRules,
        columns: columnsOf(words, [["rule", "text", 30], ["clusters", "count"], ["patients", "count"], ["advice", "text", 60]]),
        rows: rules.map(({ rule, clusters: found, patients: concerned }) => ({
          key: rule,
          cells: [reports.qualityRules[rule], found, concerned, reports.qualityRemedies[rule]],
          opens: concerned === 0 ? null : inTable("clusterPatients", reports.qualityRules[rule]),
          opensIn: { clusters: inTable("clusters", reports.qualityRules[rule]), patients: inTable("clusterPatients", reports.qualityRules[rule]) },
        })),
      },
      {
        id: "clusters",
        name: reports.tables.clusters,
        columns: columnsOf(words, [["cluster", "count", 8], ["phone", "phone"], ["rule", "text", 30], ["patients", "count"], ["elsewhere", "count"], ["facilities", "text", 40]]),
        rows: clusters.map((cluster, index) => ({
          key: cluster.key,
          cells: [index + 1, cluster.number, ruleOf(cluster), cluster.patients, cluster.elsewhere, facilitiesText(cluster, words)],
          opens: null,
        })),
      },
      {
        id: "clusterPatients",
        name: reports.tables.clusterPatients,
        columns: columnsOf(words, [["cluster", "count", 8], ["artId", "phone"], ["name", "text", 30], ["facility", "text", 30], ["phone", "phone"], ["since", "day"], ["rule", "text", 30]]),
        rows: patients.map(({ cluster, patient, artId, name, facility, since }) => ({
          key: `${clusters[cluster]?.key ?? ""}:${patient}`,
          cells: [cluster + 1, artId, name, facility ?? reports.noFacility, clusters[cluster]?.number ?? null, since, ruleOf(clusters[cluster])],
          opens: null,
        })),
      },
    ],
    ...notesOf({
      quality: reports.notes.quality,
      readAt: reports.notes.readAt(dayText(read.slice(0, 10), formats), read.slice(11, 16)),
      qualityOnce: reports.notes.qualityOnce,
      elsewhere: reports.notes.elsewhere,
      noClinicNumbers: clinicNumbers === 0 ? reports.notes.noClinicNumbers : null,
      leftOut: leftOut.clusters + leftOut.patients > 0 ? reports.notes.leftOut(leftOut.clusters, leftOut.patients) : null,
      values: reports.notes.values,
    }),
    nothing: clusters.length === 0 ? reports.nothing.quality : null,
  };
}

/** Those of a rule in a table of this report. */
function inTable(table: "clusters" | "clusterPatients", cell: string): OpenTable {
  return { to: "table", table, column: "rule", cell };
}

function facilitiesText({ facilities, facilityCount }: QualityCluster, { reports }: ReportWords): string {
  if (facilityCount === 0) return reports.noFacility;
  const named = facilities.slice(0, mostNames).join(", ");
  return facilityCount > mostNames ? reports.andMore(named, facilityCount - mostNames) : named;
}
