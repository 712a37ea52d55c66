/** The queue of payments that a person decides on. */
@NullMarked
package io.groat.fraud.review;

import org.jspecify.annotations.NullMarked;
