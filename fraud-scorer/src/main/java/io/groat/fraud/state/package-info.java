/** States of payers and payees: in memory, and in Cassandra with the offset that they stand for. */
@NullMarked
package io.groat.fraud.state;

import org.jspecify.annotations.NullMarked;
