@NullMarked
package io.groat.infra.launcher.demo;

import org.jspecify.annotations.NullMarked;
