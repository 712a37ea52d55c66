package io.groat.router.hold;

import io.groat.web.shape.Doc;
import java.time.Instant;

/** A request to let a hold last longer, or shorter, well-formed. */
@Doc("When a hold is to end")
record ExtensionOrder(@Doc("In the time to come") Instant expiresAt) {}
