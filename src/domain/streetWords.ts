/** Words by which an address is taken apart. All in the form of `wordKey`: small letters without dots and accents. */

/** What people shorten, at the end of a name or anywhere. */
export const longForms: ReadonlyMap<string, string> = new Map([
  ["rd", "road"], ["ave", "avenue"], ["av", "avenue"], ["cl", "close"], ["cres", "crescent"], ["cresc", "crescent"], ["crs", "crescent"],
  ["blvd", "boulevard"], ["expy", "expressway"], ["hwy", "highway"], ["jct", "junction"], ["junc", "junction"], ["jtn", "junction"],
  ["est", "estate"], ["qtrs", "quarters"], ["qtr", "quarters"], ["ext", "extension"], ["mkt", "market"], ["hosp", "hospital"],
  ["sch", "school"], ["pri", "primary"], ["sec", "secondary"], ["opp", "opposite"], ["nr", "near"], ["beh", "behind"], ["adj", "adjacent"],
  ["govt", "government"], ["ung", "unguwan"], ["unguwar", "unguwan"], ["ph", "phase"], ["str", "street"],
]);

/** A name that ends so is one of a street or a quarter, also where a person gave it the name: Alhaji Masha Road. */
export const streetEndings: ReadonlySet<string> = new Set([
  "road", "street", "avenue", "close", "crescent", "lane", "way", "drive", "boulevard", "expressway", "highway", "bypass", "estate", "layout",
  "quarters", "village", "town", "junction", "roundabout", "extension", "camp", "barracks", "market", "park", "garage", "bridge", "square",
  "terrace", "hill", "gra", "area", "ward", "district", "community", "settlement", "axis", "flyover", "line", "layin",
]);

/** Public places: what stands with one of these is nobody's home. */
export const publicPlaces: ReadonlySet<string> = new Set([
  "school", "college", "university", "polytechnic", "academy", "hospital", "clinic", "dispensary", "centre", "center", "church", "cathedral",
  "parish", "mosque", "masallaci", "chapel", "mission", "market", "kasuwa", "station", "bank", "hotel", "palace", "police", "court", "office",
  "secretariat", "stadium", "cemetery", "park", "garage", "motor", "airport", "bridge", "river", "borehole", "hall", "library", "prison",
  "barracks", "pharmacy", "factory", "mill", "depot", "plaza", "mall", "supermarket", "bakery", "guest", "rest", "government", "customs",
  "water", "board", "nepa", "phcn", "post", "embassy", "field", "filling", "petroleum", "oil", "nnpc", "total", "mobil", "oando", "conoil",
  "saint", "railway", "toll", "abattoir",
]);

/** Words with which a landmark begins. */
export const landmarkStarts: ReadonlySet<string> = new Set([
  "behind", "opposite", "near", "beside", "besides", "adjacent", "along", "off", "after", "before", "facing", "close-to", "next-to", "in-front-of", "back-of",
  "by", "around", "between", "inside", "within", "beyond", "under",
]);

/** The address is somebody else's: care of, son of. What follows names a person, whatever else it says. */
export const personLinks: ReadonlySet<string> = new Set([
  "c/o", "s/o", "d/o", "w/o", "co", "care", "wife", "husband", "parents", "guardian", "inlaw", "neighbour", "neighbor", "landlord", "landlady",
]);

/** Persons by what they are to the patient or to others. */
export const relations: ReadonlySet<string> = new Set([
  "son", "daughter", "mother", "father", "brother", "sister", "uncle", "aunt", "aunty", "auntie", "friend", "family", "late", "master",
]);

/** What stands before the name of a person. */
export const personTitles: ReadonlySet<string> = new Set([
  "mr", "mrs", "miss", "ms", "dr", "chief", "alh", "alhaji", "alhaja", "hajia", "hajiya", "haj", "mallam", "malam", "mal", "pastor", "rev", "reverend",
  "imam", "engr", "barr", "barrister", "prof", "sir", "lady", "madam", "mama", "maman", "baba", "papa", "iya", "oga", "nna", "nne", "sgt", "cpl", "capt",
  "col", "gen", "evang", "evangelist", "bro", "sis", "elder", "deacon", "sheikh", "ustaz", "hon", "otunba", "igwe", "nurse", "teacher", "tailor",
]);

/** Homes and rooms: with such a word and nothing public beside it, a name is that of whoever lives there. */
export const homeWords: ReadonlySet<string> = new Set([
  "house", "compound", "residence", "home", "apartment", "apartments", "villa", "lodge", "room", "flat", "shop", "kiosk", "store", "household", "place",
]);

/** What stands before the number of a home. */
export const numberWords: ReadonlySet<string> = new Set([
  "no", "nos", "number", "num", "plot", "flat", "block", "blk", "house", "hse", "room", "rm", "shop", "suite", "apt", "apartment", "unit", "km", "door", "box", "p.o", "pob", "p.m.b", "pmb",
]);

/** A number right after one of these is a part of the name: Road 5, Phase 2, Area 11. */
export const numberedNames: ReadonlySet<string> = new Set(["road", "street", "avenue", "close", "phase", "area", "zone", "line", "sector", "lane", "layout", "gate", "crescent", "drive", "camp"]);
