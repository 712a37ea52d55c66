/** What models made of payments, counted by the hour: how far two of them agree, and how features and scores are spread. */
@NullMarked
package io.groat.fraud.tally;

import org.jspecify.annotations.NullMarked;
