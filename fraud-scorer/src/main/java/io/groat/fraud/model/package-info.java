/**
 * A trained model as it is served: gradient boosted trees in flat arrays, the file that they are kept in, what each
 * feature contributes to a score, and how model and rules make one decision.
 */
@NullMarked
package io.groat.fraud.model;

import org.jspecify.annotations.NullMarked;
