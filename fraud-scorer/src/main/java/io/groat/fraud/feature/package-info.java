/** The numbers that payments are scored by. */
@NullMarked
package io.groat.fraud.feature;

import org.jspecify.annotations.NullMarked;
