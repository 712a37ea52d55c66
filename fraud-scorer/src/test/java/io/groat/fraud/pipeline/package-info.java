@NullMarked
package io.groat.fraud.pipeline;

import org.jspecify.annotations.NullMarked;
