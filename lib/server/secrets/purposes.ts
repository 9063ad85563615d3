/*
 * What each kind of sealed text is for: authenticated with it, so that a text which is moved to another row, or to
 * another column, does not open there.
 */

export const credentialPurpose = (connectionId: string): string => `connection:${connectionId}`
export const oauthTokensPurpose = (connectionId: string): string => `oauth:${connectionId}`
export const oauthStatePurpose = (state: string): string => `oauth-state:${state}`
export const canaryPurpose = (id: string): string => `canary:${id}`
export const alertChannelPurpose = (channelId: string): string => `alert-channel:${channelId}`
export const auditKeyPurpose = (id: string): string => `audit-key:${id}`
