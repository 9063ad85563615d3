/** A node vouches for its runs this long at a time, in ms, and says so again three times in it. */
export const leaseMs = 15_000
