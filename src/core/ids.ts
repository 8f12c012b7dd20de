import { randomBytes } from "node:crypto";

/** Names a shell or a session process and its folder; 64 random bits, no meaning. */
export const newOwnerId = (): string => randomBytes(8).toString("hex");

/** 256 random bits for one `hello` of one shell. */
export const newShellToken = (): string => randomBytes(32).toString("base64url");
