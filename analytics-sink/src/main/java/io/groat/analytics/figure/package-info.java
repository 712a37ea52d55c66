/** What is counted, measured and sketched, and how two parts of it become one. */
@NullMarked
package io.groat.analytics.figure;

import org.jspecify.annotations.NullMarked;
