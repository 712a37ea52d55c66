/** Rules: their language, their versions, how they are changed. */
@NullMarked
package io.groat.fraud.rule;

import org.jspecify.annotations.NullMarked;
