package io.groat.router.hold;

import io.groat.transfer.TransferNote;
import io.groat.web.shape.Amount;
import io.groat.web.shape.Doc;
import io.groat.web.shape.LeftOut;
import io.groat.web.shape.Named;
import io.groat.web.shape.Text;
import org.jspecify.annotations.Nullable;

/** A request to take what a hold has reserved, well-formed. */
@Doc("Money to take from a hold")
record CaptureOrder(
        @Doc(value = "All that is left, if not said, and that is the last", example = "250") @Amount @LeftOut @Nullable
        Long amount,

        @Doc("Whether it is the last: what it leaves is let go; `false`, if not said")
        @Named("final")
        @LeftOut
        @Nullable
        Boolean last,

        @Doc(value = "The payee's own", example = "Parcel 1 of 2")
        @Text(max = TransferNote.MAX_REFERENCE)
        @LeftOut
        @Nullable
        String reference) {}
