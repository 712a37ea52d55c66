@NullMarked
package io.groat.fraud.review;

import org.jspecify.annotations.NullMarked;
