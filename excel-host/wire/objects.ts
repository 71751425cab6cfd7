import { itemNotFound } from "../model/hostError";
import { chartsObject } from "./chartObjects";
import { conditionalFormatsObject } from "./conditionalFormatObjects";
import { dataValidationObject } from "./dataValidationObject";
import { namesObject } from "./namesObject";
import type { ObjectFactory } from "./objectFactory";
import { rangeAreasObject } from "./rangeAreasObject";
import { rangeFormatObject } from "./rangeFormatObject";
import { rangeObject } from "./rangeObject";
import { topLevelObject } from "./rootObjects";
import type { HostServices } from "./services";
import { scopedTablesObject, tableObject, tablesObject } from "./tableObjects";
import { workbookObject } from "./workbookObject";
import { worksheetObject } from "./worksheetObject";

/** The factory over the types of this folder. */
export function createObjects(servicesOf: () => HostServices): ObjectFactory {
  return {
    workbook: () => workbookObject({ services: servicesOf() }),
    worksheet: (sheet) => worksheetObject({ services: servicesOf(), sheet }),
    range: (sheet, rect) => rangeObject({ services: servicesOf(), sheet, rect, referenceId: null }),
    rangeAreas: (areas) => rangeAreasObject({ services: servicesOf(), areas, referenceId: null }),
    rangeFormat: (areas) => rangeFormatObject({ services: servicesOf(), areas }),
    dataValidation: (areas) => dataValidationObject({ services: servicesOf(), areas }),
    conditionalFormats: (areas) => conditionalFormatsObject({ services: servicesOf(), areas }),
    table: (tableId) => tableObject({ services: servicesOf(), tableId }),
    tables: (sheet) => tablesObject({ services: servicesOf(), sheet }),
    tablesIn: (areas, fullyContained) => scopedTablesObject({ services: servicesOf(), areas, fullyContained }),
    charts: (sheet) => chartsObject({ services: servicesOf(), sheet }),
    names: (scope) => namesObject({ services: servicesOf(), scope }),
    topLevel: (name) => topLevelObject(servicesOf(), name),
    referenced: (referenceId) => {
      const services = servicesOf();
      const areas = services.references.find(referenceId);
      const [first] = areas;
      if (!first) throw itemNotFound("Range");
      if (services.references.isAreas(referenceId)) return rangeAreasObject({ services, areas, referenceId });
      return rangeObject({ services, ...first, referenceId });
    },
  };
}
