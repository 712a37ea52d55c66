@NullMarked
package io.groat.fraud.score;

import org.jspecify.annotations.NullMarked;
