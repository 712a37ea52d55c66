@NullMarked
package io.groat.fraud;

import org.jspecify.annotations.NullMarked;
