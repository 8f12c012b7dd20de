/** The Finnish example of the IBAN Registry (SWIFT); nobody's account. */
export const iban = "FI2112345600000785";
