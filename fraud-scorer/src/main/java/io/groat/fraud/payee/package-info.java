/** What is known of a payee, and the features that follow from it. */
@NullMarked
package io.groat.fraud.payee;

import org.jspecify.annotations.NullMarked;
