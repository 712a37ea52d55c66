@NullMarked
package io.groat.analytics.board;

import org.jspecify.annotations.NullMarked;
