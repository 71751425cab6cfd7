/** What a person can say about a text file otherwise than it was taken. Without any reader, so that a screen can name them. */
export const textEncodings = ["utf-8", "windows-1252", "utf-16le", "utf-16be"] as const;
export type TextEncoding = (typeof textEncodings)[number];

export const delimiters = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof delimiters)[number];
