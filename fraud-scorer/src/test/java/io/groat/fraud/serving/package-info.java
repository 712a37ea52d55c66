@NullMarked
package io.groat.fraud.serving;

import org.jspecify.annotations.NullMarked;
