@NullMarked
package io.groat.fraud.operate;

import org.jspecify.annotations.NullMarked;
