/**
 * The code by which the desk adds a phone: read from the address that its picture holds, or typed.
 *
 * It stands behind the #, so that it never reaches a server's log; see `outreach_app/accounts/enrolment.py`.
 */

const LENGTH = 8

/** The code in this page's address, as people read it; empty where there is none. */
export function codeGiven(): string {
  const code = new URLSearchParams(location.hash.slice(1)).get("code") ?? ""
  return isCode(code) ? spoken(code) : ""
}

/** Whether all of a code is there; hyphens, spaces and small letters do not matter. */
export function isCode(text: string): boolean {
  return bare(text).length === LENGTH
}

/** "K7MP-2XQ9", as it is read aloud and typed. */
export function spoken(code: string): string {
  const whole = bare(code)
  return `${whole.slice(0, LENGTH / 2)}-${whole.slice(LENGTH / 2)}`
}

function bare(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, "")
}
