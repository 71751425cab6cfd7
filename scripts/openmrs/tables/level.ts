/** The two generations of OpenMRS that sites run: platform 1.11 and 2.3 (the NMRS baseline). */
export type OpenmrsLevel = "1.11" | "2.3";

/** Lines that only the 2.x tables have. */
export function sinceTwo(level: OpenmrsLevel, text: string): string {
  return level === "1.11" ? "" : text;
}

/** 1.x leaves the uuid of old rows empty; 2.0 made it obligatory. */
export function uuidColumn(level: OpenmrsLevel): string {
  return level === "1.11" ? "uuid CHAR(38) DEFAULT NULL" : "uuid CHAR(38) NOT NULL";
}

export const voidColumns = `voided TINYINT(1) NOT NULL DEFAULT 0,
  voided_by INT DEFAULT NULL,
  date_voided DATETIME DEFAULT NULL,
  void_reason VARCHAR(255) DEFAULT NULL`;

export const retireColumns = `retired TINYINT(1) NOT NULL DEFAULT 0,
  retired_by INT DEFAULT NULL,
  date_retired DATETIME DEFAULT NULL,
  retire_reason VARCHAR(255) DEFAULT NULL`;

// The charset only, never a collation by name: utf8_general_ci is utf8mb3_general_ci since MySQL 8.0.30.
export const tableEnd = "ENGINE=InnoDB DEFAULT CHARSET=utf8";

/** `CONSTRAINT` of a foreign key in the way that OpenMRS declares them. */
export function foreignKey(name: string, column: string, target: string, rest = ""): string {
  return `CONSTRAINT ${name} FOREIGN KEY (${column}) REFERENCES ${target}${rest === "" ? "" : ` ${rest}`}`;
}
