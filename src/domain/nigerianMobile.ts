/**
 * Mobile numbers of the Nigerian numbering plan without the leading 0, as libphonenumber-js 1.13.16 has them (Google's metadata).
 * Copied because the library's metadata for all countries would cost the pane 24 KB; a test compares it with the installed library,
 * so that an update of the library that knows new prefixes fails until this line follows.
 */
export const nigerianMobilePattern =
  "(?:702[0-24-9]|819[01])\\d{6}|(?:7(?:0[13-9]|[12]\\d)|8(?:0[1-9]|1[0-8])|9(?:0[1-9]|1[0-6]))\\d{7}";

const nationalMobile = new RegExp(`^0(?:${nigerianMobilePattern})$`);

/** Whether `0XXXXXXXXXX` has a prefix that a Nigerian mobile network uses. */
export function isNigerianMobile(phone: string): boolean {
  return nationalMobile.test(phone);
}
