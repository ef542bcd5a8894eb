export const directoryEn = {
  label: 'All pages',
  more: 'More',
  choose: 'Choose',
  read: 'Read the record',
  self: 'About you',
  open: 'Open to all',
};
