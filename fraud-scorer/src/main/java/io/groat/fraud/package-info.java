/** The fraud-scorer service: it scores every payment the ledger committed and keeps the analysts' review queue. */
@NullMarked
package io.groat.fraud;

import org.jspecify.annotations.NullMarked;
