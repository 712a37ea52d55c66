package io.groat.router.order;

import io.groat.router.payout.PayoutView;
import io.groat.web.shape.Doc;
import io.groat.web.shape.Flat;
import java.util.List;

/** How an order stands, in all. */
@Doc("Money that was ordered for a wallet from outside, and what of it went back")
record OrderWithRefunds(
        @Flat OrderView order,

        @Doc("What went back to where it was paid from, the first first")
        List<PayoutView> refunds) {}
