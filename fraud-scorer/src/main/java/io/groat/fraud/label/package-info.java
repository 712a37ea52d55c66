/** What payments were found to be, and what that says of those who made and got them. */
@NullMarked
package io.groat.fraud.label;

import org.jspecify.annotations.NullMarked;
