@NullMarked
package io.groat.dispute;

import org.jspecify.annotations.NullMarked;
