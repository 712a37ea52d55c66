/** The gateway to a shard's MySQL: connections, transactions, SQL text. */
@NullMarked
package io.groat.db;

import org.jspecify.annotations.NullMarked;
