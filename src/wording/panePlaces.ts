import { placeWords as english } from "./en/panePlaces";
import { inForce } from "./inForce";

/** All sentences about choosing street, ward, LGA and state. */
export const placeWords = inForce("panePlaces", english);
