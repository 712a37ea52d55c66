package io.groat.router.refund;

import io.groat.transfer.TransferNote;
import io.groat.web.shape.Doc;
import io.groat.web.shape.Text;

/** A request to take back what a movement brought, well-formed. */
@Doc("A movement to take back")
record ReversalOrder(
        @Doc(value = "Why; the reversal's description", example = "Stolen wallet")
        @Text(min = 1, max = TransferNote.MAX_DESCRIPTION)
        String reason) {}
