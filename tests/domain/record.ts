import { indexPlaces } from "../../src/domain/placeNames";
import type { ContactPolicy } from "../../src/domain/addressChange";
import type { ActiveAddress, CurrentContact } from "../../src/domain/types";

/** A small hierarchy with what is hard in the real one: an apostrophe, hyphens, one LGA name in two states, a ward named like its LGA. */
export const places = indexPlaces([
  { state: "LAGOS", lga: null, ward: null },
  { state: "LAGOS", lga: "IKEJA", ward: "ALAUSA" },
  { state: "LAGOS", lga: "IKEJA", ward: "OJODU" },
  { state: "LAGOS", lga: "SURULERE", ward: "ITIRE" },
  { state: "OYO", lga: "SURULERE", ward: "IREGBA" },
  { state: "KATSINA", lga: "MAI'ADUA", ward: "MAI'ADUA A" },
  { state: "AKWA-IBOM", lga: "UYO", ward: "UYO URBAN I" },
  { state: "IMO", lga: "OWERRI MUNICIPAL", ward: "IKENEGBU" },
  { state: "FCT", lga: "GWAGWALADA", ward: "DOBI" },
  { state: "Yobe", lga: "BADE", ward: "DAGONA" },
]);

export const policy: ContactPolicy = { places, streetColumn: "auto", addressColumns: ["address1", "address2", "address3", "city_village", "state_province", "country"] };

/** An active address; columns that are not named are NULL. */
export function address(columns: Readonly<Record<string, string | null>>, over: Partial<ActiveAddress> = {}): ActiveAddress {
  return { personAddressId: 1, preferred: true, columns: { address1: null, address2: null, city_village: null, state_province: null, country: null, ...columns }, ...over };
}

/** A record with nothing in it but what is named. */
export function record(over: Partial<CurrentContact> = {}): CurrentContact {
  return {
    personId: 7,
    phones: [],
    addresses: [],
    birthdate: null,
    birthdateEstimated: false,
    dead: false,
    deathDate: null,
    sex: null,
    names: [],
    hospitalNumbers: [],
    formerPhones: [],
    transferredOut: false,
    testPatient: false,
    ...over,
  };
}
