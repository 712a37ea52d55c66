/** What is known of a payer, and the features that follow from it. */
@NullMarked
package io.groat.fraud.payer;

import org.jspecify.annotations.NullMarked;
