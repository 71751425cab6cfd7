/** The namespace in the manifest, as it stands before every function in a formula. */
export const functionPrefix = "CONTACTS.";

/** Ids and names of our functions; they stand in people's workbooks and may never change. */
export const functionNames = ["PHONE", "HOMEADDRESS", "BIRTHDATE", "FULLNAME", "STATUS", "HISTORY", "GET", "CHECKPHONE", "CHECKBIRTHDATE", "CHECKROW"] as const;
