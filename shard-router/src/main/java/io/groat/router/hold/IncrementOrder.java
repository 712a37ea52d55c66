package io.groat.router.hold;

import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;

/** A request to reserve more, well-formed. */
@Doc("More to reserve")
record IncrementOrder(
        @Doc(value = "By how much", example = "100") @Amount long amount) {}
