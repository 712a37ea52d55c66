// What the page shows now.

/**
 * items: the reviews of the list, and next: the cursor of what follows them
 * chosen: the place in the list, or -1
 * open: the payment of the case that is asked for, and shown: the review that the case shows
 * fingerprint: of the list as the figures had it
 * me: who has signed in, as the service calls them
 */
export const state = { items: [], next: null, chosen: -1, open: null, shown: null, fingerprint: null, me: null };
