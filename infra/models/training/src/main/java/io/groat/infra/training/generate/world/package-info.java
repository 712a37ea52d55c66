/** What happens to payments: balances, what follows later, what becomes known of frauds. */
@NullMarked
package io.groat.infra.training.generate.world;

import org.jspecify.annotations.NullMarked;
