/** References, statuses and the shard's own accounts. */
@NullMarked
package io.groat.account;

import org.jspecify.annotations.NullMarked;
