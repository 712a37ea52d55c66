@NullMarked
package io.groat.infra.testservers;

import org.jspecify.annotations.NullMarked;
