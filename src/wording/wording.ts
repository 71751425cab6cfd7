/**
 * What another language must say in place of the words `T`: the same keys, text for text, and functions of the same arguments. A
 * catalogue that lacks a key, or has one too many, does not compile.
 */
export type Wording<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Key in keyof T]: Wording<T[Key]> };
