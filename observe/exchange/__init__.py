"""Files in and out: rosters and rubrics. Readers give plain values; what is written goes through the models."""
