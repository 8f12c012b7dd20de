/** The two Electron channels of the screens: what they ask, and what they are told. */
export const invokeChannel = "virtu:invoke";
export const pushChannel = "virtu:push";
