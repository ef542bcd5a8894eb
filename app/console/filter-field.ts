export type FilterField = 'from' | 'to' | 'by' | 'surface' | 'purpose' | 'kind';
