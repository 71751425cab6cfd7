import { functionSentences as english } from "./en/functions";
import { inForce } from "./inForce";

/** What a cell with a function of ours says where it cannot give a value, by the reason. */
export const functionSentences = inForce("functions", english);

export type FunctionSentence = keyof typeof functionSentences;
