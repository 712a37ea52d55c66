@NullMarked
package io.groat.fraud.tally;

import org.jspecify.annotations.NullMarked;
